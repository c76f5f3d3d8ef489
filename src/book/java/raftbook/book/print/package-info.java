/**
 * The book on paper and for e-readers: its chapters as they are on the pages, with their runs, as one AsciiDoc document that
 * Asciidoctor's other backends take. In reading order: {@link raftbook.book.print.SvgStyles}, {@link raftbook.book.print.SvgColours},
 * {@link raftbook.book.print.PaperSvg}.
 */
package raftbook.book.print;
