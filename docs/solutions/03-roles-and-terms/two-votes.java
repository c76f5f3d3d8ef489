String impossible = "ad";
