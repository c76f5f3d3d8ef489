long harmless = 80;
long fatal = 260;
