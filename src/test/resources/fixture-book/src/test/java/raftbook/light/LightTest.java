package raftbook.light;

class LightTest {
    @Test
    void changesRise() {}

    /** In a circle. */
    @ParameterizedTest
    @EnumSource
    void everyColorHasItsTurn(Color color) {
    }

    void breaks(String name) {}
}
