using Hippique.Pages;

namespace Hippique.Api;

/// <summary>
/// Headers of every answer, errors and refused host names among them: nothing is kept by caches or guessed to be of another type, and what a page for people may load, send
/// and be framed by.
/// </summary>
internal sealed class AnswerHeaders : IStartupFilter
{
    // Styles, scripts, pictures and calls of the service itself, and nothing that stands in the page.
    private const string Policy = "default-src 'self'; object-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    private const string ReferrerPolicy = "Referrer-Policy";

    /// <summary>First of all start-up filters, so that it also stands before the check of the host name.</summary>
    public static void AddTo(IServiceCollection services) =>
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, AnswerHeaders>());

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(AddAsync);
            next(app);
        };

    // At the last moment: an exception's handler clears the headers that were there before it.
    private static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(static response => PutAsync((HttpResponse)response), context.Response);
        return next(context);
    }

    private static Task PutAsync(HttpResponse response)
    {
        var headers = response.Headers;
        headers.XContentTypeOptions = "nosniff";
        if (headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store";
        if (response.ContentType?.StartsWith(PageLanguage.MediaType, StringComparison.OrdinalIgnoreCase) == true)
        {
            headers.ContentSecurityPolicy = Policy;
            headers.XFrameOptions = "DENY";
            // Nothing to other sites. With "no-referrer" a browser would also hide the origin of the page's own forms (Origin: null), which are then refused.
            headers[ReferrerPolicy] = "same-origin";
        }
        else
            headers[ReferrerPolicy] = "no-referrer";
        return Task.CompletedTask;
    }
}
