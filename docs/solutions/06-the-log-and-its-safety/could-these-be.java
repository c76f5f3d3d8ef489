String impossible = "bc";
