using System.Net.Http.Headers;

namespace Hippique.Notifications.Push;

/// <summary>Between the library and the wire.</summary>
internal sealed class PushWire(VapidKeys keys, PushOptions options) : DelegatingHandler
{
    private const string Scheme = "vapid";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The library signs for the host alone; the origin of another port has the port in it (RFC 8292, 2; RFC 6454, 6.2).
        if (request.RequestUri is { IsDefaultPort: false } address)
        {
            using var vapid = PushSender.VapidOf(await keys.GetAsync(cancellationToken).ConfigureAwait(false), options);
            request.Headers.Authorization = new AuthenticationHeaderValue(
                Scheme,
                vapid.GetVapidSchemeAuthenticationHeaderValueParameter(address.GetLeftPart(UriPartial.Authority))
            );
        }
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        // The status is the answer. The library would read a body of any length to its end, and a body may repeat the address.
        var body = response.Content;
        response.Content = new ByteArrayContent([]);
        body.Dispose();
        return response;
    }
}
