namespace Yixun.Data.Staff;

/// <summary>Roles of staff. There is one so far: the site's administrator, who may do all that the admin API offers.</summary>
public static class StaffRoles
{
    public const string Administrator = "administrator";
}
