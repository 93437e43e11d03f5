using Hippique.Hosting.Auth;

namespace Hippique.Api;

/// <summary>Answers 403 to a call that a page of another site made in the owner's name.</summary>
internal sealed class OriginMiddleware(RequestDelegate next, OriginCheck check)
{
    public Task InvokeAsync(HttpContext context) =>
        check.Allows(context)
            ? next(context)
            : Problems
                .Forbidden(
                    "this call changes something and does not come from a page of this service (Origin); programs use the token",
                    RequestCorrelation.Of(context)
                )
                .ExecuteAsync(context);
}
