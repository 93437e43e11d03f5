using System.Text.Json;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Notifications;

namespace Hippique.Notifications.Http;

/// <summary>Posts the message as JSON, signed. <c>docs/notifications.md</c> has its shape.</summary>
internal sealed class WebhookNotifier(WebhookOptions options, JsonPoster poster, TimeProvider clock) : INotifier
{
    public const string IdHeader = "X-Hippique-Message-Id";

    private static readonly JsonSerializerOptions Compact = new(ArtifactJson.Options) { WriteIndented = false };

    public string Name => "webhook";

    public string Place => JsonPoster.PlaceOf(options.Url);

    public Task<NotifierAnswer> SendAsync(OutgoingNews news, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(WebhookBody.Of(news), Compact);
        return poster.PostAsync(
            options.Url,
            body,
            headers =>
            {
                headers.Add(IdHeader, news.Message.Id);
                headers.Add(WebhookSignature.Header, WebhookSignature.Of(body, options.Secret, clock.GetUtcNow()));
            },
            static _ => (null, null),
            cancellationToken
        );
    }
}
