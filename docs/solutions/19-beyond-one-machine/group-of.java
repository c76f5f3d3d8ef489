String groupOf(String key, Map<String, String> owners) {
    for (String path = key; !path.isEmpty(); path = path.substring(0, path.lastIndexOf('/'))) {
        if (owners.containsKey(path)) return owners.get(path);
    }
    return owners.get("/");
}
