String broken(List<NodeState> states) {
    for (NodeState a : states) {
        for (NodeState b : states) {
            for (int i = 0; i < Math.min(a.lastApplied(), b.lastApplied()); i++) {
                if (!a.log().get(i).equals(b.log().get(i))) {
                    return a.id() + " has applied " + a.log().get(i) + " at index " + (i + 1) + ", " + b.id() + " " + b.log().get(i);
                }
            }
        }
    }
    return "";
}
