using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hippique.Hosting.Settings;

namespace Hippique.Hosting.Auth;

/// <summary>
/// The cookie that holds a session's id. A browser keeps one set of cookies for a host, whatever the port; the port and the data folder in the name keep the services of a
/// machine apart.
/// </summary>
internal sealed class SessionCookie(HippiqueSettings settings)
{
    private readonly string _folder = Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(Path.TrimEndingDirectorySeparator(settings.Data.Folder)))
    )[..8];

    /// <summary>Its name where the service listens on this port.</summary>
    public string NameAt(int port) => string.Create(CultureInfo.InvariantCulture, $"hippique_{port}_{_folder}");

    public string? Read(HttpContext context) => context.Request.Cookies[NameIn(context)];

    public void Give(HttpContext context, string id)
    {
        var options = Options(context);
        options.MaxAge = BrowserSessions.Lifetime;
        context.Response.Cookies.Append(NameIn(context), id, options);
    }

    public void Delete(HttpContext context) => context.Response.Cookies.Delete(NameIn(context), Options(context));

    private string NameIn(HttpContext context) => NameAt(context.Connection.LocalPort);

    private CookieOptions Options(HttpContext context) =>
        new()
        {
            HttpOnly = true,
            // Strict is possible because a session is opened from a page of the service itself, wherever the link to that page was clicked.
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps || IsBehindTls(context.Request),
            Path = "/",
        };

    // In front of the service something else speaks https, and passes the name on.
    private bool IsBehindTls(HttpRequest request) =>
        settings.Server.ServiceUrl is { Scheme: "https" } url
        && string.Equals(request.Host.Host, url.Host, StringComparison.OrdinalIgnoreCase);
}
