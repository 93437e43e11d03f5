using Microsoft.AspNetCore.Authorization;

namespace Hippique.Hosting.Auth;

/// <summary>Registration of the owner's authentication.</summary>
internal static class OwnerAuthenticationServices
{
    /// <summary>With <paramref name="required"/> everything that is not expressly open to all asks for the owner, also paths that do not exist.</summary>
    public static IServiceCollection AddOwnerAuthentication(this IServiceCollection services, bool required)
    {
        services.AddSingleton<BrowserSessions>();
        // The core alone: the rest would keep keys for cookies of its own kind in the user's home folder.
        services.AddAuthenticationCore(authentication =>
        {
            authentication.DefaultScheme = OwnerAuthentication.SchemeName;
            authentication.AddScheme<OwnerAuthentication>(OwnerAuthentication.SchemeName, null);
        });
        services.AddWebEncoders();
        services.AddAuthorization(authorization =>
        {
            if (required)
                authorization.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        });
        return services;
    }
}
