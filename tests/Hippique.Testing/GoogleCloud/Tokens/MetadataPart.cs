using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hippique.Testing.GoogleCloud.Tokens;

/// <summary>The metadata server of a container: who does not say <c>Metadata-Flavor: Google</c>, or comes through a proxy, is refused.</summary>
internal sealed class MetadataPart(LoopbackIssuer issuer)
{
    private const string Account = "/computeMetadata/v1/instance/service-accounts/{account}";
    private const string Flavor = "Metadata-Flavor";

    public void Map(IEndpointRouteBuilder app)
    {
        var metadata = app.MapGroup("").AddEndpointFilter(AskForFlavorAsync);
        metadata.MapGet("/computeMetadata/v1/project/project-id", () => Results.Text("my-project", "application/text"));
        metadata.MapGet(
            $"{Account}/email",
            (string account) => Of(account, () => Results.Text(issuer.ServiceAccountEmail, "application/text"))
        );
        metadata.MapGet($"{Account}/token", (string account) => Of(account, Access));
        metadata.MapGet($"{Account}/identity", (string account, HttpRequest request) => Of(account, () => Identity(request)));
        metadata.MapGet($"{Account}/", (string account) => Of(account, Describe));
    }

    private static async ValueTask<object?> AskForFlavorAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        context.Response.Headers[Flavor] = "Google";
        context.Response.Headers.Server = "Metadata Server for VM";
        return context.Request.Headers[Flavor] != "Google" || context.Request.Headers.ContainsKey("X-Forwarded-For")
            ? Results.StatusCode(StatusCodes.Status403Forbidden)
            : await next(call);
    }

    private IResult Of(string account, Func<IResult> answer) =>
        account == "default" || account == issuer.ServiceAccountEmail ? answer() : Results.NotFound();

    private IResult Describe() =>
        Results.Json(
            new
            {
                aliases = new[] { "default" },
                email = issuer.ServiceAccountEmail,
                scopes = new[] { "https://www.googleapis.com/auth/cloud-platform" },
            }
        );

    private static IResult Access() =>
        Results.Json(
            new
            {
                access_token = $"ya29.{Guid.NewGuid():N}",
                expires_in = 3599,
                token_type = "Bearer",
            }
        );

    // Without format=full the token names no e-mail.
    private IResult Identity(HttpRequest request)
    {
        var audience = request.Query["audience"].ToString();
        if (audience.Length == 0)
            return Results.Text("non-empty audience parameter required", statusCode: StatusCodes.Status400BadRequest);
        var token = string.Equals(request.Query["format"], "full", StringComparison.Ordinal)
            ? issuer.Token(audience, issuer.ServiceAccountEmail)
            : issuer.Token(audience, issuer.ServiceAccountEmail, ("email", null), ("email_verified", null));
        return Results.Text(token, "text/html");
    }
}
