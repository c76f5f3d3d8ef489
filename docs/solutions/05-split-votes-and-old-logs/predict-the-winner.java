String prediction = "n2 in term 4";
