using System.Net;
using Hippique.Hosting.Settings;
using Microsoft.AspNetCore.Authorization;

namespace Hippique.Hosting.Auth;

/// <summary>Lets the owner in, and whoever calls from this machine itself; not a caller whom a proxy on this machine brings along, and nobody on Cloud Run.</summary>
internal static class OwnerOrLoopback
{
    private static readonly string[] ProxyHeaders = ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"];

    public static AuthorizationPolicy Policy { get; } =
        new AuthorizationPolicyBuilder()
            .RequireAssertion(asked =>
                asked.User.Identity is { IsAuthenticated: true }
                || (asked.Resource is HttpContext context && !OnCloudRun(context) && IsLocal(context))
            )
            .Build();

    private static bool OnCloudRun(HttpContext context) => context.RequestServices.GetRequiredService<HippiqueSettings>().Access.OnCloudRun;

    internal static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } caller
        && IPAddress.IsLoopback(caller)
        && !ProxyHeaders.Any(context.Request.Headers.ContainsKey);
}
