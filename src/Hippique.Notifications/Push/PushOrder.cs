using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Hippique.Orchestration.Notifications;

namespace Hippique.Notifications.Push;

/// <summary>One message as every subscription of a language gets it.</summary>
/// <param name="Payload">Not yet encrypted.</param>
/// <param name="Ttl">For how long the push service keeps it for a browser that is off, in whole seconds.</param>
/// <param name="Topic">Of two that wait under one topic the browser gets the later (RFC 8030, 5.4): 32 characters of base64url.</param>
/// <param name="IsUrgent">It wakes a phone that saves power.</param>
internal sealed record PushOrder(byte[] Payload, int Ttl, string Topic, bool IsUrgent)
{
    private const int TopicBytes = 24;

    /// <summary>What is not about tickets keeps for so long.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromHours(12);

    /// <summary>That a ticket expired is told soon or not at all.</summary>
    private static readonly TimeSpan ExpiredFor = TimeSpan.FromMinutes(30);

    public static PushOrder Of(OutgoingNews news, DateTimeOffset now) =>
        new(
            PushPayload.Of(news),
            Math.Max(0, (int)Keeps(news.Message.News, now).TotalSeconds),
            Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(news.Message.Id)).AsSpan(0, TopicBytes)),
            news.Words.Urgent
        );

    private static TimeSpan Keeps(News news, DateTimeOffset now) =>
        news switch
        {
            News.TicketsProposed proposed => proposed.ExpiresAt - now,
            News.TicketsExpired expired => expired.ExpiresAt + ExpiredFor - now,
            _ => Usual,
        };
}
