String harmless = "bcd";
