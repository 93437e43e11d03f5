using Hippique.Hosting.Settings;
using Microsoft.Net.Http.Headers;

namespace Hippique.Hosting.Auth;

/// <summary>
/// Whether a call that changes something comes from a page of the service itself. A browser adds the session's cookie to every call, also to one that a page of another port
/// of the same machine makes (to browsers that is the same site); it adds the token to none.
/// </summary>
internal sealed class OriginCheck(HippiqueSettings settings)
{
    /// <summary>
    /// True for reading and for calls with the token. With a session the caller must show where it comes from: <c>Origin</c>, else <c>Sec-Fetch-Site</c>, else
    /// <c>Referer</c>. Without either, as where access is open to all, it must not show that it comes from elsewhere.
    /// </summary>
    public bool Allows(HttpContext context)
    {
        var request = context.Request;
        if (IsReading(request.Method) || context.User.Identity?.AuthenticationType == OwnerAuthentication.ByToken)
            return true;
        return IsOwn(request) ?? context.User.Identity is not { IsAuthenticated: true };
    }

    /// <summary>Whether a call can change nothing.</summary>
    public static bool IsReading(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    // Null: nothing is shown.
    private bool? IsOwn(HttpRequest request)
    {
        if (request.Headers.TryGetValue(HeaderNames.Origin, out var origin))
            return IsOwnOrigin(request, origin.ToString());
        if (request.Headers.TryGetValue("Sec-Fetch-Site", out var site))
            // "none": the person's own doing, such as an address typed.
            return site.ToString() is "same-origin" or "none";
        if (request.Headers.TryGetValue(HeaderNames.Referer, out var referer))
            return IsOwnOrigin(request, referer.ToString());
        return null;
    }

    // "null", the origin of a page that must not say where it is from, is no address.
    private bool IsOwnOrigin(HttpRequest request, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var shown)
        && (
            IsSame(shown, Uri.TryCreate($"{request.Scheme}://{request.Host.Value}", UriKind.Absolute, out var own) ? own : null)
            || IsSame(shown, settings.Server.ServiceUrl)
        );

    private static bool IsSame(Uri shown, Uri? own) =>
        own is not null
        && shown.Scheme == own.Scheme
        && shown.Port == own.Port
        && string.Equals(shown.IdnHost, own.IdnHost, StringComparison.OrdinalIgnoreCase);
}
