using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Hippique.Pages;

/// <summary>HTML that is put together: what the program's source says is markup, every value in it is text.</summary>
/// <param name="culture">In which numbers and times are written.</param>
internal sealed class Html(CultureInfo culture)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly CultureInfo _culture = culture;
    private readonly StringBuilder _markup = new();

    /// <summary>Markup of the program's own that is no literal of an interpolated string.</summary>
    public static Html Trusted(string markup)
    {
        var html = new Html(CultureInfo.InvariantCulture);
        html._markup.Append(markup);
        return html;
    }

    public Html Add([InterpolatedStringHandlerArgument("")] Handler markup)
    {
        _ = markup;
        return this;
    }

    public override string ToString() => _markup.ToString();

    /// <summary>Takes an interpolated string apart; only its literals are markup.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Handler
    {
        private readonly Html _to;

        public Handler(int literalLength, int formattedCount, Html to)
        {
            _to = to;
            to._markup.EnsureCapacity(to._markup.Length + literalLength + 16 * formattedCount);
        }

        public void AppendLiteral(string markup) => _to._markup.Append(markup);

        /// <summary>Markup already.</summary>
        public void AppendFormatted(Html inner) => _to._markup.Append(inner._markup);

        public void AppendFormatted(string? text) => _to._markup.Append(Encoder.Encode(text ?? ""));

        public void AppendFormatted<T>(T value, string? format = null)
            where T : IFormattable => AppendFormatted(value.ToString(format, _to._culture));
    }
}
