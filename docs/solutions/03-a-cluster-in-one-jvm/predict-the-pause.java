long millisecond = 120;
