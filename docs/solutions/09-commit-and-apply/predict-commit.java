long[] predicted = {4, 3, 4};
