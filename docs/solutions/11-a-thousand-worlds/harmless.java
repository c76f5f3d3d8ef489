String unnoticed = "bcd";
