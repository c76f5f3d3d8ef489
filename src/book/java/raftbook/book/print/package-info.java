/**
 * The book on paper and for e-readers: its chapters as they are on the pages, with their runs, as one AsciiDoc document that
 * Asciidoctor's other backends take. In reading order: {@link raftbook.book.print.SvgStyles}, {@link raftbook.book.print.SvgColours},
 * {@link raftbook.book.print.PaperSvg}, {@link raftbook.book.print.PaperCode}, {@link raftbook.book.print.Inline}, {@link raftbook.book.print.Blocks}, {@link
 * raftbook.book.print.Bound}.
 */
package raftbook.book.print;
