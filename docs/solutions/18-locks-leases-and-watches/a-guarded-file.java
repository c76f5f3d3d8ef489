class GuardedFile {
    private String text = "";
    private long greatest;

    boolean write(long fence, String newText) {
        if (fence < greatest) return false;
        greatest = fence;
        text = newText;
        return true;
    }

    String read(long fence) {
        greatest = Math.max(greatest, fence);
        return text;
    }
}
