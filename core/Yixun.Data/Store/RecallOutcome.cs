namespace Yixun.Data.Store;

/// <summary>What a recall found.</summary>
/// <param name="Stopped">Messages that will not be sent because of it.</param>
/// <param name="Gone">Messages that had left: submitting, submitted, delivered, failed at the carrier, unknown or uncertain.</param>
/// <param name="EndedBefore">Messages that had ended without being sent: blocked, expired, cancelled before, failed without a carrier.</param>
public sealed record RecallOutcome(int Stopped, int Gone, int EndedBefore);
