using Hippique.Hosting.Auth.Identity;
using Hippique.Hosting.Auth.SignIn;
using Hippique.Hosting.Settings;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Hippique.Api;

/// <summary>Registration of the sign-in of people; nothing of it is there without an OAuth client.</summary>
internal static class SignInServices
{
    /// <summary>Of the flow with the issuer; the session that it opens is <see cref="SignInSession"/>.</summary>
    public const string Flow = "google";

    private static readonly TimeSpan MostForAFlow = TimeSpan.FromMinutes(10);

    public static IServiceCollection AddSignIn(this IServiceCollection services, AccessSettings access)
    {
        if (access is not { SignIn: { } client, Audience: { } service })
            return services;
        services.AddSingleton(new SealedKeys(client));
        services.AddSingleton<ArtifactKeyRepository>();
        services.AddDataProtection().SetApplicationName("hippique");
        services.AddOptions<KeyManagementOptions>().Configure<ArtifactKeyRepository>((keys, repository) => keys.XmlRepository = repository);
        var authentication = services.AddAuthentication();
        authentication.AddCookie(SignInSession.Scheme, cookie => SignInSession.Configure(cookie, access));
        authentication.AddOpenIdConnect(Flow, flow => Configure(flow, client, service));
        services
            .AddOptions<OpenIdConnectOptions>(Flow)
            .Configure<IssuerKeys, IssuerClient, TimeProvider>(
                (flow, keys, issuer, clock) =>
                {
                    flow.ConfigurationManager = keys;
                    flow.Backchannel = issuer.Http;
                    flow.TokenValidationParameters = IdentityTokenRules.For(access, clock);
                }
            );
        return services;
    }

    // The answer comes by GET: a cookie that goes along with the form of another site would have to be SameSite=None.
    private static void Configure(OpenIdConnectOptions flow, SignInClient client, Uri service)
    {
        (flow.ClientId, flow.ClientSecret) = (client.Id, client.Secret);
        flow.ResponseType = OpenIdConnectResponseType.Code;
        flow.ResponseMode = OpenIdConnectResponseMode.Query;
        flow.UsePkce = true;
        flow.Scope.Clear();
        flow.Scope.Add("openid");
        flow.Scope.Add("email");
        flow.MapInboundClaims = false;
        flow.SaveTokens = false;
        flow.DisableTelemetry = true;
        flow.SignInScheme = SignInSession.Scheme;
        flow.CallbackPath = SignInEndpoint.CallbackPath;
        flow.RemoteAuthenticationTimeout = MostForAFlow;
        flow.ProtocolValidator.NonceLifetime = MostForAFlow;
        foreach (var cookie in (CookieBuilder[])[flow.CorrelationCookie, flow.NonceCookie])
            (cookie.SameSite, cookie.SecurePolicy, cookie.HttpOnly) = (SameSiteMode.Lax, CookieSecurePolicy.Always, true);
        flow.Events = SignInFlow.Events(new Uri(service, SignInEndpoint.CallbackPath));
    }
}
