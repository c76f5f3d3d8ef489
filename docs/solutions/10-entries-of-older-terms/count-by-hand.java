long[] committed = {0, 0, 4};
