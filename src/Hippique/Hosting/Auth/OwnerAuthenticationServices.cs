using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Hippique.Hosting.Auth;

/// <summary>Registration of the owner's authentication.</summary>
internal static class OwnerAuthenticationServices
{
    /// <summary>With <paramref name="required"/> everything that is not expressly open to all asks for the owner, also paths that do not exist.</summary>
    public static IServiceCollection AddOwnerAuthentication(this IServiceCollection services, bool required)
    {
        services.AddSingleton<BrowserSessions>();
        services
            .AddAuthentication(OwnerAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, OwnerAuthentication>(OwnerAuthentication.SchemeName, null);
        services.AddAuthorization(authorization =>
        {
            if (required)
                authorization.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        });
        return services;
    }
}
