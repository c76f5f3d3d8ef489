// For JJava, whose renderer knows no toSvg(): whatever has one is shown as that picture. JJAVA_STARTUP_SCRIPTS_PATH names this file.
org.dflib.jjava.jupyter.kernel.BaseKernel.notebookKernel().getRenderer().createRegistration(Object.class).preferring("image/svg+xml", "text/html").register((shown, context) -> {
    try { String svg = (String) shown.getClass().getMethod("toSvg").invoke(shown); context.getOutputContainer().putData("image/svg+xml", svg); context.getOutputContainer().putData("text/html", "<img src=\"data:image/svg+xml;base64," + java.util.Base64.getEncoder().encodeToString(svg.getBytes(java.nio.charset.StandardCharsets.UTF_8)) + "\">"); } catch (ReflectiveOperationException hasNoPicture) { }
});
