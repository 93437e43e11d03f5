using Hippique.Hosting.Settings;
using Microsoft.Extensions.Primitives;

namespace Hippique.Hosting.Auth.Identity;

/// <summary>What a request shows of itself in its headers. A token in the address or the body is never looked for.</summary>
internal abstract record BearerCredential
{
    private const string Scheme = "Bearer";

    private BearerCredential() { }

    /// <summary>No bearer token.</summary>
    public sealed record None : BearerCredential;

    /// <summary>More than one header of the kind: whoever stands in front may have looked at the other.</summary>
    public sealed record Several : BearerCredential;

    public sealed record Token(string Value) : BearerCredential
    {
        /// <summary>Without the secret.</summary>
        public override string ToString() => nameof(Token);
    }

    /// <summary>
    /// On Cloud Run <c>X-Serverless-Authorization</c> goes first where both are there: it is the one that the platform has checked, and <c>Authorization</c> is passed on
    /// unchecked. Elsewhere it means nothing.
    /// </summary>
    public static BearerCredential Of(IHeaderDictionary headers, AccessSettings access) =>
        access.OnCloudRun && headers.TryGetValue("X-Serverless-Authorization", out var serverless)
            ? Of(serverless)
            : Of(headers.Authorization);

    private static BearerCredential Of(StringValues values)
    {
        if (values.Count > 1)
            return new Several();
        var value = values.ToString();
        return
            value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && (value.Length == Scheme.Length || value[Scheme.Length] == ' ')
            ? new Token(value[Scheme.Length..].Trim())
            : new None();
    }
}
