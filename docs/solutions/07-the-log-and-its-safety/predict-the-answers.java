long[] answers = {5, -1, 3, 1};
