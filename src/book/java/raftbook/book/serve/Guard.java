package raftbook.book.serve;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Who may talk to the server. It runs any code it is given, so that a page of another origin, a name that someone has
 * pointed at this machine (DNS rebinding), or another user of it must get nothing executed.
 *
 * @param port where the server listens
 * @param token the secret of this run, known to whoever can read the address that was printed
 */
record Guard(int port, String token) {

    static final String TOKEN_HEADER = "Raftbook-Token";

    private static final int TOKEN_BYTES = 24;

    static Guard of(int port) {
        byte[] secret = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(secret);
        return new Guard(port, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** Why a request for a page is refused; empty if it is not. */
    Optional<String> refusesPage(Headers headers) {
        List<String> hosts = List.of("127.0.0.1:" + port, "localhost:" + port);
        String host = headers.getFirst("Host");
        if (host == null || !hosts.contains(host)) {
            return Optional.of("Host is " + host + ", and must be one of " + hosts + ": open the printed address");
        }
        String origin = headers.getFirst("Origin");
        if (origin != null && !origin.equals("http://" + host)) {
            return Optional.of("Origin is " + origin + ", and must be this server's own, http://" + host);
        }
        return Optional.empty();
    }

    /** Why a request to run something is refused; empty if it is not. */
    Optional<String> refusesCall(Headers headers) {
        String given = headers.getFirst(TOKEN_HEADER);
        boolean known = given != null && MessageDigest.isEqual(bytes(given), bytes(token));
        return refusesPage(headers)
                .or(() -> known
                        ? Optional.empty()
                        : Optional.of("the token is not that of this run: open the printed address"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
