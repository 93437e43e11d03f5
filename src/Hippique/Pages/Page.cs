using System.Globalization;
using System.Text;
using Hippique.Hosting;

namespace Hippique.Pages;

/// <summary>A page for people, whole and without scripts.</summary>
/// <param name="Culture">Its language.</param>
/// <param name="Title">What the tab shows.</param>
/// <param name="Content">What stands between header and footer.</param>
/// <param name="Status">HTTP status.</param>
internal sealed record Page(CultureInfo Culture, string Title, Html Content, int Status = StatusCodes.Status200OK) : IResult
{
    public const string MediaType = "text/html";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var bytes = Encoding.UTF8.GetBytes(Markup().ToString());
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = $"{MediaType}; charset=utf-8";
        response.Headers.ContentLanguage = Culture.TwoLetterISOLanguageName;
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }

    private Html Markup() =>
        new Html(Culture)
            .Add($"<!DOCTYPE html>\n<html lang=\"{Culture.TwoLetterISOLanguageName}\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Add($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n")
            .Add($"<title>{Title}</title>\n<style>{PageStyle.Markup}</style>\n</head>\n<body>\n")
            .Add($"<header><a href=\"/\">Hippique</a> <span>{ProgramVersion.Text}</span></header>\n")
            .Add($"<main>\n{Content}</main>\n<footer>{Texts.In(Culture, "gambling_risks")}</footer>\n</body>\n</html>\n");
}
