List<MetadataCommand> removeTree(MetadataStore store, String path) {
    List<MetadataCommand> commands = new ArrayList<>();
    for (String key : store.under(path).keySet()) commands.add(new Delete(key));
    if (store.get(path).isPresent()) commands.add(new Delete(path));
    return commands;
}
