using Hippique.Dashboard;
using Hippique.Dashboard.Frame;
using Hippique.Hosting.Auth;
using Hippique.Pages;

namespace Hippique.Api;

/// <summary>
/// Answers 403 to a viewer whatever could change something: every call that is not reading and whose address does not bear <see cref="OpenToViewers"/>. So an address that is added later is
/// closed to viewers unless somebody opens it.
/// </summary>
internal sealed class ViewerMiddleware(RequestDelegate next, PageFrames frames)
{
    public Task InvokeAsync(HttpContext context) =>
        !OwnerAuthentication.IsViewer(context.User)
        || OriginCheck.IsReading(context.Request.Method)
        || context.GetEndpoint()?.Metadata.GetMetadata<OpenToViewers>() is not null
            ? next(context)
            : Refusal(context).ExecuteAsync(context);

    private IResult Refusal(HttpContext context) =>
        PageLanguage.IsAskedBy(context.Request)
            ? NoticePage.ReadOnly(frames.Of(context))
            : Problems.Forbidden("this session may read and change nothing", RequestCorrelation.Of(context));
}
