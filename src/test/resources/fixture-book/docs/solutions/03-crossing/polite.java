class Polite extends Crossing {
    @Override
    protected boolean mayMove(Light side, Light other) {
        return other.color() == Color.RED;
    }
}
