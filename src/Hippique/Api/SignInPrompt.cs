using Hippique.Dashboard.Entry;
using Hippique.Dashboard.Frame;
using Hippique.Hosting.Settings;
using Hippique.Pages;

namespace Hippique.Api;

/// <summary>A browser that asks for a page without a session is shown the way in, still as a 401; programs get the problem details that they always got.</summary>
internal sealed class SignInPrompt(RequestDelegate next, HippiqueSettings settings, PageFrames frames)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        var (request, response) = (context.Request, context.Response);
        if (
            response is { StatusCode: StatusCodes.Status401Unauthorized, HasStarted: false }
            && HttpMethods.IsGet(request.Method)
            && PageLanguage.IsAskedBy(request)
        )
        {
            var frame = frames.Of(context);
            await WelcomePage
                .Of(frame, settings.Access, LocalPath.Of(frame.Address), StatusCodes.Status401Unauthorized)
                .ExecuteAsync(context);
        }
    }
}
