Optional<Add> read(byte[] command) {
    try {
        String[] part = text(command).split("\n");
        Add add = new Add(part[1], Long.parseLong(part[2]));
        return Arrays.equals(add.encode(), command) ? Optional.of(add) : Optional.empty();
    } catch (ArrayIndexOutOfBoundsException | NumberFormatException | InvalidRequestException noCommand) {
        return Optional.empty();
    }
}
