-- Bodies come packed: trying to pack them once more took the server's time and saved nothing.
ALTER TABLE "reply" ALTER COLUMN "body" SET STORAGE EXTERNAL;
