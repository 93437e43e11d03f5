using Hippique.Hosting.Auth;
using Hippique.Hosting.Auth.SignIn;
using Hippique.Hosting.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hippique.Api;

/// <summary>How each address wants to know its caller, for <c>/openapi/v1.json</c>: read from what the route itself demands.</summary>
internal static class OpenApiSecurity
{
    private const string Bearer = "bearer";
    private const string Session = "session";
    private const string SignIn = "sign_in";
    private const string Unauthorized = "401";

    private const string FromOwnPage =
        "A call that may change something must come from a page of the service itself (header Origin, else Sec-Fetch-Site, else Referer); else it is a 403.";

    private const string OfViewer = "A viewer's session reads, and is refused whatever could change something (403).";

    public static void Add(OpenApiOptions options)
    {
        options.AddDocumentTransformer(
            (document, context, _) =>
            {
                document.Components ??= new OpenApiComponents();
                document.Components.SecuritySchemes = Schemes(context.ApplicationServices);
                return Task.CompletedTask;
            }
        );
        options.AddOperationTransformer(
            (operation, context, _) =>
            {
                Describe(operation, context);
                return Task.CompletedTask;
            }
        );
    }

    private static Dictionary<string, IOpenApiSecurityScheme> Schemes(IServiceProvider services)
    {
        var access = services.GetRequiredService<HippiqueSettings>().Access;
        var kinds = new List<string>();
        if (access.HasOwnToken)
            kinds.Add("the token of DATA_DIR/token");
        if (access.AcceptsIdentityTokens)
            kinds.Add($"an identity token (OIDC) of {access.Issuer} for {access.Audience}");
        var schemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = kinds.Count > 0 ? $"Takes {string.Join(" or ", kinds)}." : "Nobody is let in.",
            },
        };
        if (access.HasOwnToken)
            schemes[Session] = Cookie(
                services.GetRequiredService<SessionCookie>().NameAt(PortOf(services)),
                "A session of one browser, opened by a link."
            );
        if (access.SignIn is not null)
            schemes[SignIn] = Cookie(SignInSession.CookieName, "A session of somebody who signed in.");
        return schemes;
    }

    private static OpenApiSecurityScheme Cookie(string name, string what) =>
        new()
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Cookie,
            Name = name,
            Description = $"{what} {FromOwnPage} {OfViewer}",
        };

    private static int PortOf(IServiceProvider services) =>
        services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address
            ? BindingAddress.Parse(address).Port
            : services.GetRequiredService<HippiqueSettings>().Server.Port;

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var settings = context.ApplicationServices.GetRequiredService<HippiqueSettings>();
        var demand = Demand.Of(context.Description.ActionDescriptor.EndpointMetadata, settings);
        var responses = operation.Responses ??= [];
        if (demand.IsOpen)
        {
            responses.Remove(Unauthorized);
            if (MayChange(context) && responses.Values.FirstOrDefault(IsProblem) is { } problem)
                responses["403"] = new OpenApiResponse { Description = FromOwnPage, Content = problem.Content };
            return;
        }
        operation.Security =
        [
            .. Ways(settings.Access, demand).Select(way => Requirement(way, context.Document)),
            // Without any: callers of the machine itself.
            .. demand.IsOpenHere ? [new OpenApiSecurityRequirement()] : Array.Empty<OpenApiSecurityRequirement>(),
        ];
        var refused = (OpenApiResponse)responses[Unauthorized];
        refused.Description = "The caller showed nothing by which this service knows somebody.";
        if (MayChange(context) || demand.ByTokenAlone || settings.Access.AcceptsIdentityTokens)
            responses["403"] = new OpenApiResponse { Description = Forbidden(settings.Access, demand), Content = refused.Content };
    }

    private static string Forbidden(AccessSettings access, Demand demand)
    {
        var why = new List<string>();
        if (access.AcceptsIdentityTokens)
            why.Add("A sound token of somebody who is not let in.");
        if (demand.ByTokenAlone)
            why.Add("A session is not enough here: the token is asked for.");
        why.Add(FromOwnPage);
        if (!demand.ByTokenAlone)
            why.Add(OfViewer);
        return string.Join(" ", why);
    }

    private static bool IsProblem(IOpenApiResponse response) => response.Content?.ContainsKey("application/problem+json") == true;

    private static bool MayChange(OpenApiOperationTransformerContext context) =>
        context.Description.HttpMethod is { } method && !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method);

    private static IEnumerable<string> Ways(AccessSettings access, Demand demand)
    {
        yield return Bearer;
        if (access.HasOwnToken && !demand.ByTokenAlone)
            yield return Session;
        if (access.SignIn is not null && !demand.ByTokenAlone)
            yield return SignIn;
    }

    private static OpenApiSecurityRequirement Requirement(string scheme, Microsoft.OpenApi.OpenApiDocument? document) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    /// <summary>What a route demands of its caller.</summary>
    private sealed record Demand(bool IsOpen, bool IsOpenHere, bool ByTokenAlone)
    {
        public static Demand Of(IList<object> metadata, HippiqueSettings settings)
        {
            var policies = metadata.OfType<AuthorizationPolicy>().ToList();
            return new(
                IsOpen: metadata.OfType<IAllowAnonymous>().Any() || (policies.Count == 0 && !settings.Server.RequireAuth),
                IsOpenHere: policies.Contains(OwnerOrLoopback.Policy) && !settings.Access.OnCloudRun,
                ByTokenAlone: policies.Contains(OwnerAuthenticationServices.TokenAlone)
            );
        }
    }
}
