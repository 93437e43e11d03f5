using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hippique.Testing.GoogleCloud.Rest;

/// <summary>Reads what a task or a job calls: the two have the same fields, but for the name of the address.</summary>
internal static partial class HttpTargetReader
{
    private static readonly string[] Methods = ["HTTP_METHOD_UNSPECIFIED", "POST", "GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"];
    private static readonly string[] Ignored = ["Host", "Content-Length", "User-Agent"];
    private static readonly string[] Reserved = ["X-Google-", "X-AppEngine-", "X-CloudTasks-", "X-CloudScheduler"];

    /// <summary>As the server shows it, and as it calls it.</summary>
    /// <param name="target">As it was sent.</param>
    /// <param name="field">Of the address.</param>
    /// <param name="at">Where the target stands, for errors.</param>
    /// <param name="agent">The caller's name.</param>
    public static (JsonObject Written, LoopbackCall Call) Read(JsonObject target, string field, string at, string agent)
    {
        var url = Proto.Text(target, field) ?? "";
        if (
            !Uri.TryCreate(url, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https")
            || address.AbsoluteUri.Length > 2083
        )
            throw GoogleStatusException.Invalid($"{at}.{field} must start with 'http://' or 'https://' and have at most 2083 characters.");
        var method = Proto.Enum(target, "httpMethod", Methods);
        method = method == Methods[0] ? "POST" : method;
        var body = target["body"] is null ? null : Proto.Bytes(target, "body");
        if (body is { Length: > 0 } && method is not ("POST" or "PUT" or "PATCH"))
            throw GoogleStatusException.Invalid("HTTP request body is allowed only for the methods POST, PUT and PATCH.");
        var headers = Headers(Proto.Message(target, "headers"));
        var token = Token(target, at, url);
        var call = new LoopbackCall
        {
            Method = method,
            Address = address,
            Headers = headers,
            Body = body,
            Email = token?.Email,
            Audience = token?.Audience,
        };
        return (Written(target, (field, url), method, headers, agent), call);
    }

    private static JsonObject Written(
        JsonObject target,
        (string Field, string Url) address,
        string method,
        IReadOnlyDictionary<string, string> headers,
        string agent
    )
    {
        var written = new JsonObject { [address.Field] = address.Url, ["httpMethod"] = method };
        var shown = new JsonObject { ["User-Agent"] = agent };
        foreach (var (name, value) in headers)
            shown[name] = value;
        written["headers"] = shown;
        foreach (var name in new[] { "body", "oidcToken", "oauthToken" })
        {
            if (target[name] is { } given)
                written[name] = given.DeepClone();
        }
        return written;
    }

    private static (string Email, string Audience)? Token(JsonObject target, string at, string url)
    {
        if (Proto.Message(target, "oidcToken") is not { } token)
            return null;
        Proto.Fields(token, $"{at}.oidc_token", "serviceAccountEmail", "audience");
        var email = Proto.Text(token, "serviceAccountEmail") ?? "";
        if (!EmailPattern().IsMatch(email))
            throw GoogleStatusException.Invalid("OidcToken.service_account_email must be a valid service account e-mail.");
        return (email, Proto.Text(token, "audience") is { Length: > 0 } audience ? audience : url);
    }

    private static Dictionary<string, string> Headers(JsonObject? given)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, _) in given ?? [])
        {
            var ours =
                Ignored.Contains(name, StringComparer.OrdinalIgnoreCase)
                || Reserved.Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase));
            if (!ours)
                headers[name] = Proto.Text(given!, name) ?? "";
        }
        return headers.Sum(pair => pair.Key.Length + pair.Value.Length) < 80_000
            ? headers
            : throw GoogleStatusException.Invalid("The headers must be less than 80KB.");
    }

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
    private static partial Regex EmailPattern();
}
