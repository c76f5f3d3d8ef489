# What the theme of asciidoctor-pdf cannot say: what a run has printed looks unlike the code above it.
class PaperConverter < (Asciidoctor::Converter.for 'pdf')
  register_for 'pdf'

  def convert_code node
    look = %w[output library].find {|role| node.role? role }
    return super unless look
    kept = {}
    %w[background_color border_color border_left_width font_color].each do |key|
      given = @theme[%(#{look}_#{key})]
      next unless given
      kept[key] = @theme[%(code_#{key})]
      @theme[%(code_#{key})] = given
    end
    super
  ensure
    kept&.each {|key, value| @theme[%(code_#{key})] = value }
  end
  alias convert_listing convert_code
end
