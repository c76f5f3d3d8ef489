long[] predicted = {4, 1, 1};
