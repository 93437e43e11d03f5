using Hippique.Api;
using Microsoft.Net.Http.Headers;

namespace Hippique.Dashboard.Assets;

/// <summary>
/// <c>/assets/…</c>: styles, scripts and pictures under addresses that change with their content, so that they are kept for good. <c>/sw.js</c> stands at the root, since its reach is the folder it
/// stands in.
/// </summary>
internal static class AssetEndpoints
{
    private const string ForGood = "public, max-age=31536000, immutable";
    private const string AskAgain = "no-cache";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapAssets(this IEndpointRouteBuilder app)
    {
        Describe(app.MapMethods($"{AssetFiles.Root}/{{**name}}", Reading, Answer));
        Describe(app.MapMethods("/sw.js", Reading, (HttpContext context) => SendAsync(context, AssetFiles.Get("sw.js"), AskAgain)));
    }

    private static void Describe(IEndpointConventionBuilder route) => route.AllowAnonymous().ExcludeFromDescription();

    private static Task Answer(HttpContext context, string name) =>
        AssetFiles.At($"{AssetFiles.Root}/{name}") is { } file
            ? SendAsync(context, file, ForGood)
            : Problems.NotFound($"no file '{name}' is part of this version", RequestCorrelation.Of(context)).ExecuteAsync(context);

    private static async Task SendAsync(HttpContext context, AssetFile file, string kept)
    {
        var (request, response) = (context.Request, context.Response);
        var body = file.Body;
        response.ContentType = file.MediaType;
        response.Headers.CacheControl = kept;
        if (file.Packed is { } packed)
        {
            response.Headers.Vary = HeaderNames.AcceptEncoding;
            if (request.GetTypedHeaders().AcceptEncoding.Any(coding => coding.Value == "br" && coding.Quality is not 0))
                (body, response.Headers.ContentEncoding) = (packed, "br");
        }
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(request.Method))
            await response.Body.WriteAsync(body, context.RequestAborted);
    }
}
