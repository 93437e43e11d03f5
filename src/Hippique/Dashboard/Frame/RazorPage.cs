using System.Text;
using Hippique.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Hippique.Dashboard.Frame;

/// <summary>A page of the dashboard: a component that is rendered once, on the server, into the frame of all pages.</summary>
/// <typeparam name="TContent">What stands between header and footer.</typeparam>
/// <param name="frame">What all pages are told.</param>
/// <param name="title">What the tab shows.</param>
/// <param name="content">Its parameters by name.</param>
/// <param name="status">HTTP status.</param>
internal sealed class RazorPage<TContent>(
    PageFrame frame,
    string title,
    IReadOnlyDictionary<string, object?> content,
    int status = StatusCodes.Status200OK
) : IResult
    where TContent : IComponent
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var markup = await RenderAsync(httpContext.RequestServices);
        var bytes = Encoding.UTF8.GetBytes(markup);
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = $"{PageLanguage.MediaType}; charset=utf-8";
        response.Headers.ContentLanguage = frame.Language;
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }

    private async Task<string> RenderAsync(IServiceProvider services)
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = new Dictionary<string, object?>
            {
                [nameof(Shell.Frame)] = frame,
                [nameof(Shell.Title)] = title,
                [nameof(Shell.Content)] = typeof(TContent),
                [nameof(Shell.Parameters)] = content,
            };
            var root = await renderer.RenderComponentAsync<Shell>(ParameterView.FromDictionary(parameters));
            return root.ToHtmlString();
        });
    }
}
