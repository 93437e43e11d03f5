using System.Globalization;
using Hippique.Hosting;
using Microsoft.Net.Http.Headers;

namespace Hippique.Pages;

/// <summary>Who asks for a page, and in which language.</summary>
internal static class PageLanguage
{
    public const string MediaType = "text/html";

    /// <summary>Browsers name HTML in <c>Accept</c>. Who does not, as curl with its <c>*/*</c>, or prefers JSON, is a program.</summary>
    public static bool IsAskedBy(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        var html = QualityOf(accepted, MediaType);
        return html > 0 && html >= QualityOf(accepted, "application/json");
    }

    /// <summary>French or English, whichever the browser's reader prefers; else the service's own language.</summary>
    public static CultureInfo Of(HttpRequest request)
    {
        foreach (var language in request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1))
        {
            switch (language.Value.ToString().Split('-')[0].ToLowerInvariant())
            {
                case "fr" when language.Quality is not 0:
                    return CultureInfo.GetCultureInfo("fr-FR");
                case "en" when language.Quality is not 0:
                    return CultureInfo.GetCultureInfo("en-GB");
            }
        }
        return Texts.Culture;
    }

    private static double QualityOf(IList<MediaTypeHeaderValue> accepted, string type) =>
        accepted
            .Where(media => media.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
            .Select(media => media.Quality ?? 1)
            .Max(0);

    private static double Max(this IEnumerable<double> values, double least) => values.Prepend(least).Max();
}
