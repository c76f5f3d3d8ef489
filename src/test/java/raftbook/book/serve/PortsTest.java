package raftbook.book.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {

    private final List<String> said = new ArrayList<>();

    @Test
    void aPortInUseIsPassedOver() throws IOException {
        int port = Ports.first(8080, said::add, candidate -> {
            if (candidate < 8082) throw new BindException("Address already in use");
            return candidate;
        });
        assertThat(port).isEqualTo(8082);
        assertThat(said).containsExactly("port 8080 is in use: the book is on port 8082");
    }

    @Test
    void aPortThatMayNotBeTakenIsNotCalledInUse() {
        assertThatThrownBy(() -> Ports.first(80, said::add, candidate -> {
                    throw new BindException("Permission denied");
                }))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("port 80 is not in use, but this user may not take it")
                .hasMessageContaining("mvn -Dport=9000");
    }

    @Test
    void theLastPortsMayAllBeInUse() {
        assertThatThrownBy(() -> Ports.first(65_534, said::add, candidate -> {
                    throw new BindException("Address already in use");
                }))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the ports 65534 to 65535 are all in use");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536, 70_000})
    void whatIsNoPortIsRefused(int port) {
        assertThatThrownBy(() -> Ports.first(port, said::add, candidate -> candidate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("port " + port + ": must be from 1 to 65535, or 0");
    }
}
