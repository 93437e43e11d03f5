using Microsoft.AspNetCore.Authorization;

namespace Hippique.Hosting.Auth;

/// <summary>Registration of the owner's authentication.</summary>
internal static class OwnerAuthenticationServices
{
    /// <summary>For what a browser's session may not do, only whoever has the token.</summary>
    public static TBuilder RequireToken<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(policy =>
            policy
                .RequireAuthenticatedUser()
                .RequireAssertion(call => call.User.Identity?.AuthenticationType == OwnerAuthentication.ByToken)
        );

    /// <summary>With <paramref name="required"/> everything that is not expressly open to all asks for the owner, also paths that do not exist.</summary>
    public static IServiceCollection AddOwnerAuthentication(this IServiceCollection services, bool required)
    {
        services.AddSingleton<BrowserSessions>();
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<OriginCheck>();
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
            if (required)
                authorization.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        });
        return services;
    }
}
