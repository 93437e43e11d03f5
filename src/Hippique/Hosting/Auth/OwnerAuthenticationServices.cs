using System.Net;
using Hippique.Hosting.Auth.Identity;
using Hippique.Hosting.Settings;
using Microsoft.AspNetCore.Authorization;

namespace Hippique.Hosting.Auth;

/// <summary>Registration of the owner's authentication.</summary>
internal static class OwnerAuthenticationServices
{
    // Each of the issuer's answers has a few thousand bytes.
    private const int LargestAnswer = 256 * 1024;
    private static readonly TimeSpan IssuerTimeout = TimeSpan.FromSeconds(8);

    /// <summary>For what a browser's session may not do, only whoever has a token.</summary>
    public static AuthorizationPolicy TokenAlone { get; } =
        new AuthorizationPolicyBuilder()
            .RequireAuthenticatedUser()
            .RequireAssertion(call => call.User.Identity?.AuthenticationType == OwnerAuthentication.ByToken)
            .Build();

    /// <summary>With <see cref="ServerSettings.RequireAuth"/> everything that is not expressly open to all asks for the owner, also paths that do not exist.</summary>
    public static IServiceCollection AddOwnerAuthentication(this IServiceCollection services, HippiqueSettings settings)
    {
        services.AddSingleton<BrowserSessions>();
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<OriginCheck>();
        services.AddSingleton<RefusalLog>();
        if (settings.Access.AcceptsIdentityTokens)
            AddIdentityTokens(services, settings.Access);
        else
            services.AddSingleton<ITokenCheck, NoIdentityTokens>();
        // The core alone: the rest would keep keys for cookies of its own kind in the user's home folder.
        services.AddAuthenticationCore(authentication =>
        {
            authentication.DefaultScheme = OwnerAuthentication.SchemeName;
            authentication.AddScheme<OwnerAuthentication>(OwnerAuthentication.SchemeName, null);
        });
        services.AddWebEncoders();
        // Without the cache of policies by address, which would build every address at the start; one policy holds for all of them.
        services.AddAuthorizationPolicyEvaluator();
        services.AddAuthorizationCore(authorization =>
        {
            if (settings.Server.RequireAuth)
                authorization.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        });
        return services;
    }

    private static void AddIdentityTokens(IServiceCollection services, AccessSettings access)
    {
        services.AddSingleton(_ => new IssuerClient(
            new HttpClient(
                new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    UseCookies = false,
                    ConnectTimeout = TimeSpan.FromSeconds(4),
                    PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                    AutomaticDecompression = DecompressionMethods.GZip,
                }
            )
            {
                Timeout = IssuerTimeout,
                MaxResponseContentBufferSize = LargestAnswer,
            }
        ));
        services.AddSingleton(provider => new IssuerDocuments(
            provider.GetRequiredService<IssuerClient>().Http,
            access.Issuer,
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<IssuerKeys>();
        services.AddSingleton<ITokenCheck>(provider => new IdentityTokenCheck(
            access,
            provider.GetRequiredService<IssuerKeys>(),
            provider.GetRequiredService<TimeProvider>()
        ));
    }
}
